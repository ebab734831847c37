"""What every page shares: layout, fields, figures, routes and the request."""
