"""The command line: parse, call the app, print, choose the exit code."""
