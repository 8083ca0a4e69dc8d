"""The pages: each view reads the request, asks one query, renders.

In: requests of anybody. Out: pages. Refuses: an address that nobody wrote with 404, a parameter that does not read
with 400; no GET changes anything.
"""
