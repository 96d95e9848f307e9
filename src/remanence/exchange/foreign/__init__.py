"""Files that public bodies publish, one module a publisher."""
