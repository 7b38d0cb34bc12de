package io.peerscope.app.canvas.drawing;

/// The colours of one theme.
public enum Palette {
  LIGHT {
    @Override
    public Rgb of(Tone tone) {
      return new Rgb(
          switch (tone) {
            case CANVAS, SURFACE, ON_STRONG -> 0xffffff;
            case GRID -> 0xf0f2f5;
            case SUNKEN -> 0xf6f8fa;
            case BORDER -> 0xc4ccd4;
            case LINE -> 0x818b98;
            case TEXT -> 0x1f2328;
            case MUTED -> 0x59636e;
            case CLIENT, BUS -> 0x0969da;
            case CLIENT_FILL -> 0xddf4ff;
            case DIRECT -> 0x1a7f37;
            case DIRECT_FILL -> 0xdafbe1;
            case THROUGH -> 0x8a5a00;
            case THROUGH_FILL -> 0xfff5d6;
            case REFUSED -> 0xcf222e;
            case REFUSED_FILL -> 0xffebe9;
            case UNDETERMINED -> 0x6e5494;
            case UNDETERMINED_FILL -> 0xf3effa;
            case IOVA -> 0xbf3989;
            case PHYSICAL -> 0x57606a;
          });
    }
  },
  DARK {
    @Override
    public Rgb of(Tone tone) {
      return new Rgb(
          switch (tone) {
            case CANVAS, ON_STRONG -> 0x0d1117;
            case GRID -> 0x141920;
            case SURFACE -> 0x161b22;
            case SUNKEN -> 0x11161d;
            case BORDER -> 0x3d444d;
            case LINE -> 0x6e7681;
            case TEXT -> 0xe6edf3;
            case MUTED -> 0x9198a1;
            case CLIENT, BUS -> 0x4493f8;
            case CLIENT_FILL -> 0x132338;
            case DIRECT -> 0x3fb950;
            case DIRECT_FILL -> 0x12261a;
            case THROUGH -> 0xd29922;
            case THROUGH_FILL -> 0x2b2111;
            case REFUSED -> 0xf85149;
            case REFUSED_FILL -> 0x301618;
            case UNDETERMINED -> 0xab9ddf;
            case UNDETERMINED_FILL -> 0x1f1b2e;
            case IOVA -> 0xdb61a2;
            case PHYSICAL -> 0x9aa7b4;
          });
    }
  };

  /// The colour of a role.
  public abstract Rgb of(Tone tone);
}
