"""`python -m contested`."""

from contested.cli.main import main

if __name__ == "__main__":
    main()
