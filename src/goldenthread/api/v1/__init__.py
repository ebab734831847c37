"""The first version. A field may be added to a shape; nothing is renamed, removed or given another meaning."""
