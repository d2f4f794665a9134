#!/bin/sh
# Installs Ahd from the wheels beside this file the first time, then starts it. Nothing is fetched from anywhere.
set -e
cd "$(dirname "$0")"
if [ ! -e .venv/.installed ]; then
  echo "Making the environment, this takes a minute or two ..."
  "${PYTHON:-python3}" -m venv .venv
  .venv/bin/python -m pip install --quiet --no-index --find-links wheels --require-hashes -r wheels/wanted.txt
  .venv/bin/python -m pip install --quiet --no-index --no-deps --no-build-isolation -e .
  touch .venv/.installed
fi
exec .venv/bin/ahd serve --with-sample --open
