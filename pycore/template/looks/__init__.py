"""What a reader sees, held against the issued template in a form that all programs write alike.

Whatever is no input has the look that it was issued with. Fonts, fills and formats are resolved to what they show,
since every program counts its styles anew; views, print settings, charts and properties are compared in the same way.
What changes what a reader sees is a warning, any other difference a note, what programs rewrite on saving is nothing.
"""
