"""What ships as data: reference tables, outlines and the sample workbooks with the script that makes them."""
