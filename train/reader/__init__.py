"""How the trained reader's weights are made: examples, network, fitting, distilling, calibrating, export."""
