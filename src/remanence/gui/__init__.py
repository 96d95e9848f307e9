"""The window: the only home of Qt and of the charts."""
