"""The chapter that a user hands in: Word or HTML, written from a workbook that is calculated anew.

In: a workbook file, and the chapter that its definition describes.
Out: a document of tables, pictures and sentences, and what is still open in it.
Called by: the command ``report``, the add-in.
"""
