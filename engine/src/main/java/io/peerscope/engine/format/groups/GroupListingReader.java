package io.peerscope.engine.format.groups;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.format.told.DeviceName;
import io.peerscope.engine.format.told.Findings;
import io.peerscope.engine.format.told.LineReader;
import io.peerscope.engine.format.told.TextLine;
import io.peerscope.engine.format.told.ToldFunctionBuilder;
import io.peerscope.engine.format.told.Trust;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what the usual shell loops over `/sys/kernel/iommu_groups` print: functions below a line
/// with the group, or behind it.
///
///     IOMMU Group 1:
///             00:01.0 PCI bridge [0604]: Acme Port [1af4:0002]
///     IOMMU Group 2 00:02.0 VGA compatible controller [0300]: Acme Card [1af4:0003]
public final class GroupListingReader implements LineReader {

  private static final String GROUP =
      "(?:#+ ?)?(?:IOMMU[ _])?[Gg](?:ROUP|roup)[ #]{1,3}([0-9]{1,6})";
  private static final Pattern HEADING = Pattern.compile(GROUP + "[ :#=-]*");
  private static final Pattern IN_LINE =
      Pattern.compile(
          GROUP
              + "[ :\\t-]+((?:[0-9a-fA-F]{4,8}:)?[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\\.[0-7])"
              + "(?:[ \\t]+(.*))?");
  private static final Pattern TYPED = Pattern.compile("[\"]?[^\\[]*\\[([0-9a-fA-F]{4})\\]:? (.*)");

  private final Findings findings;
  private OptionalInt group = OptionalInt.empty();
  private int column;

  public GroupListingReader(Findings findings) {
    this.findings = findings;
  }

  @Override
  public String format() {
    return "iommu-groups";
  }

  @Override
  public boolean read(TextLine line) {
    String text = line.text();
    if (text.isEmpty()) {
      group = OptionalInt.empty();
      return false;
    }
    if (!text.contains("roup") && !text.contains("ROUP")) {
      return false;
    }
    Matcher heading = HEADING.matcher(text);
    if (heading.matches()) {
      group = OptionalInt.of(Integer.parseInt(heading.group(1)));
      column = line.column();
      return true;
    }
    Matcher whole = IN_LINE.matcher(text);
    return whole.matches() && readWhole(whole, line);
  }

  private boolean readWhole(Matcher whole, TextLine line) {
    Optional<PciAddress> address = PciAddress.parse(whole.group(2));
    if (address.isEmpty()) {
      return false;
    }
    var told = new ToldFunctionBuilder(address.get(), line.position(), Trust.GROUP_LISTING);
    Matcher typed = TYPED.matcher(whole.group(3) == null ? "" : whole.group(3));
    if (typed.matches()) {
      DeviceName name = DeviceName.parse(typed.group(2));
      told.name(name.words()).id(name.id());
      int code = Integer.parseInt(typed.group(1), 16);
      told.classCode(Optional.of(new ClassCode(code, OptionalInt.empty())));
    }
    add(told, Integer.parseInt(whole.group(1)));
    return true;
  }

  /// Functions are in the group while they are indented more than its line, or follow it at once.
  @Override
  public void function(TextLine line, PciAddress address) {
    if (group.isPresent() && line.column() >= column) {
      add(new ToldFunctionBuilder(address, line.position(), Trust.GROUP_LISTING), group.getAsInt());
    }
  }

  private void add(ToldFunctionBuilder told, int number) {
    findings.tellIommu();
    findings.add(told.iommuGroup(number).build());
  }
}
