"""Journeys through the pages with a real browser, a real server and a real job process."""
