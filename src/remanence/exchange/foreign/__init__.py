"""Files that public bodies publish, a module a publisher; `known` names those nobody reads."""
