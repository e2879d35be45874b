"""Whole networks over whole sequences; recurrent state goes in and comes out."""
