"""Emission accounting: one module for each activity."""
