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
///     IOMMU group 3:  [1af4:0004] 00:03.0 Audio device: Acme Sound (rev 01)
///                     [1af4:0005] 00:03.1 Audio device: Acme Sound (rev 01)
public final class GroupListingReader implements LineReader {

  private static final String GROUP =
      "(?:#+ ?)?(?:IOMMU[ _])?[Gg](?:ROUP|roup)[ #]{1,3}([0-9]{1,6})";
  private static final String ADDRESS =
      "((?:[0-9a-fA-F]{4,8}:)?[0-9a-fA-F]{2}:[0-9a-fA-F]{2}\\.[0-7])";
  private static final String ID =
      "\\[([0-9a-fA-F]{4}:[0-9a-fA-F]{4})\\](?:[ \\t]+\\[R\\])?[ \\t]+";
  private static final Pattern HEADING = Pattern.compile(GROUP + "[ :#=-]*");
  private static final Pattern IN_LINE =
      Pattern.compile(
          GROUP.replace("[ #]{1,3}", "[ #:]{1,4}")
              + "[ :\\t-]+(?:"
              + ID
              + ")?"
              + ADDRESS
              + "(?:[ \\t]+(.*))?");

  /// A further function of the group, its ids in front.
  private static final Pattern FURTHER = Pattern.compile(ID + ADDRESS + "(?:[ \\t]+(.*))?");

  /// Class and name in words, parted by a colon or in columns.
  private static final Pattern WORDS =
      Pattern.compile("([A-Za-z][A-Za-z0-9 /()-]{2,60}?)(?:: |[ \\t]{2,60})(\\S.*)");

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
    if (text.charAt(0) == '[' && group.isPresent()) {
      Matcher further = FURTHER.matcher(text);
      return further.matches() && tell(further, 0, group.getAsInt(), line);
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
    int number = Integer.parseInt(whole.group(1));
    boolean isTold = tell(whole, 1, number, line);
    if (isTold && whole.group(2) != null) {
      group = OptionalInt.of(number);
      column = line.column();
    }
    return isTold;
  }

  /// @param before how many groups of the pattern come before the ids, the address and the words
  private boolean tell(Matcher matcher, int before, int number, TextLine line) {
    Optional<PciAddress> address = PciAddress.parse(matcher.group(before + 2));
    if (address.isEmpty()) {
      return false;
    }
    var told = new ToldFunctionBuilder(address.get(), line.position(), Trust.GROUP_LISTING);
    String ids = matcher.group(before + 1);
    String words = matcher.group(before + 3) == null ? "" : matcher.group(before + 3);
    describe(told, ids == null ? "" : ids, words);
    add(told, number);
    return true;
  }

  private static void describe(ToldFunctionBuilder told, String ids, String words) {
    Matcher typed = TYPED.matcher(words);
    Matcher plain = WORDS.matcher(words);
    if (typed.matches()) {
      DeviceName name = DeviceName.parse(typed.group(2));
      told.name(name.words()).id(name.id());
      int code = Integer.parseInt(typed.group(1), 16);
      told.classCode(Optional.of(new ClassCode(code, OptionalInt.empty())));
    } else if (plain.matches()) {
      told.className(plain.group(1)).name(DeviceName.parse(plain.group(2)).words());
    }
    if (!ids.isEmpty()) {
      told.id(DeviceName.parse(ids).id());
    }
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
