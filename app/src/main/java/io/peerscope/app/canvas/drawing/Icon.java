package io.peerscope.app.canvas.drawing;

import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.topology.PciFunction;

/// The icons, one family: line art on a grid of 16 pixels, drawn with a line of 1.5 pixels.
///
/// The same paths are in `icons/` as SVG files.
public enum Icon {
  GPU(
      "M1.75 3.75H14.25V12.25H1.75ZM4 6.25H7V9.75H4ZM9 6.25H12V9.75H9ZM4 12.25V14.25M8 12.25V14.25"),
  NETWORK("M1.75 2.75H14.25V13.25H1.75ZM4.25 13V8.75H6.25V6.75H9.75V8.75H11.75V13"),
  NVME("M1.25 4.75H14.75V11.25H1.25ZM3.75 7H6.25V9H3.75ZM8.25 7H10.75V9H8.25ZM12.75 6.5V9.5"),
  STORAGE(
      "M2.75 4.25C2.75 1.25 13.25 1.25 13.25 4.25V11.75C13.25 14.75 2.75 14.75 2.75 11.75Z"
          + "M2.75 4.25C2.75 7.25 13.25 7.25 13.25 4.25M2.75 8C2.75 11 13.25 11 13.25 8"),
  ACCELERATOR(
      "M4.25 4.25H11.75V11.75H4.25ZM6.75 6.75H9.25V9.25H6.75ZM6 4V1.5M10 4V1.5M6 12V14.5M10 12V14.5"
          + "M4 6H1.5M4 10H1.5M12 6H14.5M12 10H14.5"),
  USB(
      "M8 14.25V3.25M5.75 4.5L8 1.75L10.25 4.5M8 11.25L4 8.75V6.25M8 9.75L12 7.75V5.25M3 6.25H5M11 5.25H13"),
  AUDIO(
      "M1.75 6H4.5L8.25 2.75V13.25L4.5 10H1.75ZM10.5 5.5C12 7 12 9 10.5 10.5M12.5 3.75C15 6.25 15 9.75 12.5 12.25"),
  BRIDGE(
      "M1.5 12.25V5.5M14.5 12.25V5.5M1.5 9.75H14.5M1.5 5.5C5 9.5 11 9.5 14.5 5.5M5.5 7.75V9.75M10.5 7.75V9.75"),
  WIRELESS(
      "M1.75 6.25C5.5 2.75 10.5 2.75 14.25 6.25M4 8.75C6.5 6.5 9.5 6.5 12 8.75M6.25 11.25C7.5 10.25 8.5 10.25 9.75 11.25M8 13.25V13.5"),
  SYSTEM("M2.75 2.75H13.25V13.25H2.75ZM5.5 5.75H10.5M5.5 8H10.5M5.5 10.25H8.5"),
  MEMORY(
      "M1.25 4.75H14.75V11.25H1.25ZM4 7V9M6.75 7V9M9.25 7V9M12 7V9M3.5 11.25V13.25M8 11.25V13.25M12.5 11.25V13.25"),
  GENERIC("M2.75 3.25H13.25V12.75H2.75ZM5 12.75V14.5M8 12.75V14.5M11 12.75V14.5");

  private final String path;

  Icon(String path) {
    this.path = path;
  }

  /// SVG path data on a grid of 16 by 16.
  public String path() {
    return path;
  }

  /// The icon of what a function is for.
  public static Icon of(PciFunction function) {
    return function.classCode().ifKnown().map(Icon::of).orElse(GENERIC);
  }

  private static Icon of(ClassCode classCode) {
    return switch (classCode.baseAndSub()) {
      case ClassCode.NVME -> NVME;
      case 0x0c03 -> USB;
      case 0x0401, 0x0403 -> AUDIO;
      case 0x0b40 -> ACCELERATOR;
      default ->
          switch (classCode.base()) {
            case 0x01 -> STORAGE;
            case 0x02 -> NETWORK;
            case 0x03 -> GPU;
            case 0x05 -> MEMORY;
            case 0x06 -> BRIDGE;
            case 0x08, 0x11 -> SYSTEM;
            case 0x0d -> WIRELESS;
            case 0x12 -> ACCELERATOR;
            default -> GENERIC;
          };
    };
  }
}
