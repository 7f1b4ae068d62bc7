"""Rows → bytes: workbooks and pictures, made in worker processes, without storage or network."""
