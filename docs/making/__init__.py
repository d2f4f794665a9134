"""The making of the pictures: screens of the running product, workbooks through LibreOffice, numbers set on both."""
