package io.peerscope.engine.config;

/// Speed and width of a PCI Express link.
///
/// @param speed transfer rate as lspci prints it without blank, e.g. `16GT/s`; `unknown` if
///   reserved
/// @param width number of lanes; 0 when the link is down
public record Link(String speed, int width) {

  private static final String[] SPEEDS = {
    "2.5GT/s", "5GT/s", "8GT/s", "16GT/s", "32GT/s", "64GT/s", "128GT/s"
  };

  /// The link that the low bits of a Link Capabilities or Link Status register describe.
  public static Link ofRegister(int register) {
    int code = register & 0xf;
    String speed = code >= 1 && code <= SPEEDS.length ? SPEEDS[code - 1] : "unknown";
    return new Link(speed, register >> 4 & 0x3f);
  }

  /// Gigatransfers per second of one lane; 0 when not known.
  public double gigatransfers() {
    int unit = speed.indexOf("GT/s");
    try {
      return unit < 0 ? 0 : Double.parseDouble(speed.substring(0, unit).strip());
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }

  /// `x8 16 GT/s`, as drawn beside a line.
  @Override
  public String toString() {
    return "x" + width + " " + speed.replace("GT/s", " GT/s");
  }
}
