"""What the web server answers around the pages: language, HTML shell, headers, packed assets, health."""
