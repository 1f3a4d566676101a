#!/bin/sh
# Native tesseract with English and simplified Chinese, which `npm run bench` compares with when it is there. Debian; root or sudo.
set -eu
if command -v tesseract >/dev/null 2>&1 && tesseract --list-langs | grep -qx chi_sim; then exit 0; fi
as_root=""
if [ "$(id -u)" -ne 0 ]; then as_root="sudo"; fi
$as_root apt-get update -qq
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends tesseract-ocr tesseract-ocr-eng tesseract-ocr-chi-sim
