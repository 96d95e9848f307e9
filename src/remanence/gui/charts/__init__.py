"""Charts over pyqtgraph: imported when a page with a chart is opened, never before."""
