package io.peerscope.app.canvas.drawing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Shortens the name of a vendor and device to what people call the thing.
///
///     Mellanox Technologies MT27800 Family [ConnectX-5]           → ConnectX-5
///     Advanced Micro Devices, Inc. [AMD] Starship/Matisse IOMMU   → AMD Starship/Matisse IOMMU
///     Intel Corporation Ethernet Controller X710 for 10GbE SFP+   → Intel Ethernet Controller X710 …
public final class ShortName {

  private static final Pattern REVISION = Pattern.compile("\\s*\\((rev|prog-if) [^)]*\\)");
  private static final Pattern IDS = Pattern.compile("\\s*\\[[0-9a-fA-F]{4}(:[0-9a-fA-F]{4})?]");
  private static final Pattern PRODUCT = Pattern.compile("\\[([^\\[\\]]{3,})]\\s*$");
  private static final Pattern VENDOR_ALIAS =
      Pattern.compile("^[^\\[\\]]*\\[([A-Za-z0-9./ -]{2,12})]\\s+(?=\\S)");
  private static final Pattern FILLER =
      Pattern.compile(
          "(,? (Corporation|Corp\\.?|Incorporated|Inc\\.?|Limited|Ltd\\.?|LLC|GmbH|AG|Co\\.(,| )?"
              + "|Company|Technologies|Technology|Semiconductors?|Electronics|Systems"
              + "|International|Group)(?=[ ,]|$),?)");

  private ShortName() {}

  public static String of(String name) {
    String bare = IDS.matcher(REVISION.matcher(name).replaceAll("")).replaceAll("").strip();
    Matcher product = PRODUCT.matcher(bare);
    if (product.find() && product.start() > 0) {
      return product.group(1).strip();
    }
    Matcher alias = VENDOR_ALIAS.matcher(bare);
    if (alias.find()) {
      return alias.group(1) + " " + bare.substring(alias.end());
    }
    String without = FILLER.matcher(bare).replaceAll("").replaceAll("\\s{2,}", " ").strip();
    return without.isEmpty() ? bare : without;
  }
}
