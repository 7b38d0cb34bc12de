package io.peerscope.app.canvas.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Shortens the name of a vendor and device to what people call the thing.
///
///     Mellanox Technologies MT27800 Family [ConnectX-5]           → ConnectX-5
///     Advanced Micro Devices, Inc. [AMD] Starship/Matisse IOMMU   → AMD Starship/Matisse IOMMU
///     Samsung Electronics Co Ltd NVMe SSD Controller SM981        → Samsung NVMe SSD Controller SM981
public final class ShortName {

  private static final Pattern REVISION = Pattern.compile("\\s*\\((rev|prog-if) [^)]*\\)");
  private static final Pattern IDS = Pattern.compile("\\s*\\[[0-9a-fA-F]{4}(:[0-9a-fA-F]{4})?]");
  private static final Pattern PRODUCT = Pattern.compile("\\[([^\\[\\]]{3,})]\\s*$");
  private static final Pattern VENDOR_ALIAS =
      Pattern.compile("^[^\\[\\]]*\\[([A-Za-z0-9./ -]{2,12})]\\s+(?=\\S)");
  private static final Pattern FURTHER_XEONS = Pattern.compile("(/Xeon (E\\d( v\\d)?|D))+(?= )");

  /// Words of company names that tell nothing.
  private static final Set<String> FILLERS =
      Set.of(
          "corporation",
          "corp",
          "incorporated",
          "inc",
          "limited",
          "ltd",
          "llc",
          "gmbh",
          "ag",
          "co",
          "company",
          "technologies",
          "technology",
          "semiconductor",
          "semiconductors",
          "electronics",
          "systems",
          "international",
          "group");

  /// Company names of two words, kept together as one.
  private static final Pattern TWO_WORD_COMPANY =
      Pattern.compile(
          "^(Red Hat|Texas Instruments|Western Digital|Silicon (Motion|Image|Integrated)|Sun"
              + " Microsystems|Super Micro|Creative Labs|Cirrus Logic|Hewlett[ -]Packard|SK hynix"
              + "|Digital Equipment)\\b,?");

  private static final char NO_BREAK = '\u00a0';

  /// Company names are not longer.
  private static final int LONGEST_COMPANY = 5;

  /// A machine has few models, and each card is drawn at every move of the picture.
  private static final Map<String, String> FOUND = new ConcurrentHashMap<>();

  private static final int MOST_FOUND = 10_000;

  private ShortName() {}

  public static String of(String name) {
    if (FOUND.size() > MOST_FOUND) {
      FOUND.clear();
    }
    return FOUND.computeIfAbsent(name, ShortName::shortened);
  }

  private static String shortened(String name) {
    String bare = IDS.matcher(REVISION.matcher(name).replaceAll("")).replaceAll("").strip();
    Matcher product = PRODUCT.matcher(bare);
    if (product.find() && product.start() > 0) {
      return product.group(1).strip();
    }
    Matcher alias = VENDOR_ALIAS.matcher(bare);
    if (alias.find()) {
      return alias.group(1) + " " + bare.substring(alias.end());
    }
    return withoutFillers(
        keptTogether(FURTHER_XEONS.matcher(bare.replace(" and subsidiaries", "")).replaceAll("")));
  }

  private static String keptTogether(String name) {
    Matcher company = TWO_WORD_COMPANY.matcher(name);
    return company.find()
        ? company.group(1).replace(' ', NO_BREAK) + name.substring(company.end())
        : name;
  }

  /// The first word always stays.
  private static String withoutFillers(String name) {
    List<String> words = new ArrayList<>();
    int at = 0;
    for (String word : name.split("\\s+", -1)) {
      if (at == 0 || at > LONGEST_COMPANY || !FILLERS.contains(plain(word))) {
        words.add(word);
      }
      at++;
    }
    return String.join(" ", words);
  }

  private static String plain(String word) {
    return word.replaceAll("[.,]+$", "").toLowerCase(Locale.ROOT);
  }
}
