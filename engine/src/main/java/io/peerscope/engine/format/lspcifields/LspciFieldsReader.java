package io.peerscope.engine.format.lspcifields;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.fact.SourcePosition;
import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.LineReader;
import io.peerscope.engine.format.told.TextLine;
import io.peerscope.engine.format.told.ToldFunctionBuilder;
import io.peerscope.engine.format.told.Trust;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads functions in quoted fields (`-m`, `-mm`) and in tagged lines (`-vm`, `-vmm`).
///
///     00:1f.3 "Audio device" "Acme" "Sound" -r11 -p80 "" ""
///
///     Slot:   00:1f.3
///     Class:  Audio device [0403]
public final class LspciFieldsReader implements LineReader {

  private static final String ADDRESS =
      "((?:[0-9a-fA-F]{4,8}:)?[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\\.[0-7])";
  private static final Pattern QUOTED_LINE = Pattern.compile(ADDRESS + "[ \\t]+(\".*)");
  private static final Pattern FIRST_TAG =
      Pattern.compile("(?:Slot|Device):[ \\t]*" + ADDRESS + "[ \\t]*");
  private static final Pattern TAG = Pattern.compile("([A-Z][A-Za-z]{2,11}):[ \\t]*(.*)");
  private static final Pattern FIELD =
      Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"|-([a-z])(\\S*)");

  private final Findings findings;
  private final Map<String, String> tags = new HashMap<>();
  private Optional<PciAddress> slot = Optional.empty();
  private SourcePosition position = new SourcePosition("", 0);

  public LspciFieldsReader(Findings findings) {
    this.findings = findings;
  }

  @Override
  public String format() {
    return "lspci-machine";
  }

  @Override
  public boolean read(TextLine line) {
    if (slot.isEmpty() && !mayStart(line.text())) {
      return false;
    }
    Matcher quoted = QUOTED_LINE.matcher(line.text());
    if (quoted.matches()) {
      return readQuoted(quoted.group(1), quoted.group(2), line.position());
    }
    Matcher first = FIRST_TAG.matcher(line.text());
    if (first.matches() && slot.isEmpty()) {
      slot = PciAddress.parse(first.group(1));
      position = line.position();
      return slot.isPresent();
    }
    if (first.matches()) {
      finishRecord();
      return read(line);
    }
    return slot.isPresent() && readTag(line.text());
  }

  /// A first look that costs nothing, for prose is long.
  private static boolean mayStart(String text) {
    return text.startsWith("Slot:")
        || text.startsWith("Device:")
        || (!text.isEmpty() && Character.digit(text.charAt(0), 16) >= 0 && text.indexOf('"') > 0);
  }

  private boolean readTag(String text) {
    Matcher tag = TAG.matcher(text);
    if (!tag.matches()) {
      finishRecord();
      return false;
    }
    tags.putIfAbsent(tag.group(1), tag.group(2).strip());
    return true;
  }

  @Override
  public void end() {
    finishRecord();
  }

  private boolean readQuoted(String address, String rest, SourcePosition at) {
    Optional<PciAddress> known = PciAddress.parse(address);
    List<String> fields = new ArrayList<>();
    OptionalInt progIf = OptionalInt.empty();
    Matcher field = FIELD.matcher(rest);
    while (field.find()) {
      if (field.group(1) != null) {
        fields.add(field.group(1).replaceAll("\\\\(.)", "$1"));
      } else if (field.group(2).equals("p")) {
        progIf = hex(field.group(3), 2);
      }
    }
    if (known.isEmpty() || fields.size() < 3) {
      return false;
    }
    var told = new ToldFunctionBuilder(known.get(), at, Trust.LSPCI_FIELDS);
    new Identity(
            FieldValue.parse(fields.get(0)),
            FieldValue.parse(fields.get(1)),
            FieldValue.parse(fields.get(2)),
            progIf)
        .into(told);
    findings.add(told.build());
    return true;
  }

  private void finishRecord() {
    boolean complete = slot.isPresent() && tags.containsKey("Class");
    if (complete) {
      var told = new ToldFunctionBuilder(slot.orElseThrow(), position, Trust.LSPCI_FIELDS);
      new Identity(tag("Class"), tag("Vendor"), tag("Device"), hex(text("ProgIf"), 2)).into(told);
      told.driver(text("Driver")).slot(text("PhySlot"));
      number(text("NUMANode")).ifPresent(told::numaNode);
      number(text("IOMMUGroup")).ifPresent(group -> tellGroup(told, group));
      findings.add(told.build());
    }
    tags.clear();
    slot = Optional.empty();
  }

  private void tellGroup(ToldFunctionBuilder told, int group) {
    told.iommuGroup(group);
    findings.tellIommu();
  }

  private FieldValue tag(String name) {
    return FieldValue.parse(text(name));
  }

  private String text(String name) {
    return tags.getOrDefault(name, "");
  }

  private static OptionalInt hex(String text, int digits) {
    return text.matches("[0-9a-fA-F]{1," + digits + "}")
        ? OptionalInt.of(Integer.parseInt(text, 16))
        : OptionalInt.empty();
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[0-9]{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
  }
}
