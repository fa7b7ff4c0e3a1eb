"""Builds the Windows installer."""
