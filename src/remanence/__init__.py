"""Remanence: a local desk for importers of rare-earth magnets and oxides.

Five floors, and imports go down only: ``core`` (values and rules), then the four neighbours
``store``, ``packs``, ``exchange`` and ``analysis``, then ``app`` (use cases), then the two faces
``gui`` and ``cli``, and ``__main__``, which alone knows both faces.
"""

__version__ = "0.1.0"
