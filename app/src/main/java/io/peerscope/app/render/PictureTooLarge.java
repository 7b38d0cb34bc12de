package io.peerscope.app.render;

import java.io.Serial;

/// A picture has more pixels than can be painted; the message says what to do.
public final class PictureTooLarge extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  PictureTooLarge(String message) {
    super(message);
  }
}
