"""The user guide: Markdown in two languages, its pictures, and the pages that the installer brings along."""
