package io.peerscope.app.canvas.drawing;

/// How a card or chip stands out.
///
/// @param fill its surface
/// @param line its outline
/// @param width of the outline
record CardLook(Tone fill, Tone line, double width) {

  static final CardLook PLAIN = new CardLook(Tone.SURFACE, Tone.BORDER, 1);
  static final CardLook CLIENT = new CardLook(Tone.CLIENT_FILL, Tone.CLIENT, 2);
}
