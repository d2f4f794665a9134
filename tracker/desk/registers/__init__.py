"""Registers: forums and trainings, partners, officials, indicators – as workbooks bring them and as people keep them."""
