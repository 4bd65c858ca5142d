"""One reply on its way from model to voice: screened, held against what is known, spoken piece by piece."""
