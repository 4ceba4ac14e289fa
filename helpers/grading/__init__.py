"""Marks for what a class hands in."""
