package io.peerscope.app.palette;

import io.peerscope.app.draw.PaletteItem;

/// The pictures of the palette's items, drawn in a square of 16 with lines.
final class PaletteIcons {

  private PaletteIcons() {}

  /// SVG path data.
  static String of(PaletteItem item) {
    return switch (item) {
      case ROOT_COMPLEX -> "M2.5 1.75H7.5V14.25H2.5ZM10.5 1.75H13.5V14.25H10.5Z";
      case ROOT_PORT -> "M1.5 8H5M5 5.25H14.5V10.75H5Z";
      case SWITCH ->
          "M1.75 2.25H14.25V13.75H1.75ZM1.75 8H6M6 4.75V11.25M6 4.75H11M6 8H11M6 11.25H11";
      case GPU ->
          "M1.75 3.75H14.25V12.25H1.75ZM4 6.25H7V9.75H4ZM9 6.25H12V9.75H9ZM4 12.25V14.25M8 12.25V14.25";
      case NIC -> "M1.75 2.75H14.25V13.25H1.75ZM4.25 13V8.75H6.25V6.75H9.75V8.75H11.75V13";
      case NVME ->
          "M1.25 4.75H14.75V11.25H1.25ZM3.75 7H6.25V9H3.75ZM8.25 7H10.75V9H8.25ZM12.75 6.5V9.5";
      case ACCELERATOR ->
          "M4.25 4.25H11.75V11.75H4.25ZM6.75 6.75H9.25V9.25H6.75ZM6 4V1.5M10 4V1.5M6 12V14.5M10 12V14.5M4"
              + " 6H1.5M4 10H1.5M12 6H14.5M12 10H14.5";
      case ENDPOINT, CONVENTIONAL ->
          "M2.75 3.25H13.25V12.75H2.75ZM5 12.75V14.5M8 12.75V14.5M11 12.75V14.5";
      case PCI_BRIDGE ->
          "M1.5 12.25V5.5M14.5 12.25V5.5M1.5 9.75H14.5M1.5 5.5C5 9.5 11 9.5 14.5 5.5M5.5 7.75V9.75M10.5"
              + " 7.75V9.75";
      case VMD -> "M1.75 3.25H14.25V12.75H1.75ZM4 10.25H12M4 7.75H12M4 5.25H8";
      case AHCI ->
          "M2.75 4.25C2.75 1.25 13.25 1.25 13.25 4.25V11.75C13.25 14.75 2.75 14.75 2.75 11.75ZM2.75"
              + " 4.25C2.75 7.25 13.25 7.25 13.25 4.25";
      case TRANSLATOR -> "M4.5 2H11.5L15 8L11.5 14H4.5L1 8Z";
      case IOMMU -> "M2.5 2.5H13.5V13.5H2.5ZM5 8H11M8.5 5.5L11 8L8.5 10.5";
      case RAM ->
          "M1.25 4.75H14.75V11.25H1.25ZM4 7V9M6.75 7V9M9.25 7V9M12 7V9M3.5 11.25V13.25M8 11.25V13.25M12.5"
              + " 11.25V13.25";
    };
  }
}
