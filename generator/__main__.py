"""The program's entry: `verbatim`, or `python -m generator`."""


def main() -> None:
    """Run the command line; whatever happens, the importing of it included, ends with an exit status."""
    try:
        from generator.cli import main  # noqa: PLC0415 - an interrupt is no traceback, not even here

        main()
    except KeyboardInterrupt:
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
