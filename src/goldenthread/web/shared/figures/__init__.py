"""Figures drawn by the server: values in, a picture and the same values as a table out. No page script is needed."""
