"""The trained reader: an encoder and heads in ONNX, decoded by the guidelines' rules."""
