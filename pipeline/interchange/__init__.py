"""Files for agencies and other tools: XLIFF and CSV for translations, TBX and CSV for terms."""
