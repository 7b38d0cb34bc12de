package io.peerscope.engine.config;

import io.peerscope.engine.config.Register.BitField;
import io.peerscope.engine.fact.DataTable;
import io.peerscope.engine.fact.DataTable.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Tells which registers a function has, from `registers.tsv`, its header and its capabilities.
public final class RegisterMap {

  private static final int HEADER_TYPE = 0x0e;
  private static final int FIRST_BAR = 0x10;
  private static final int DWORD = 4;
  private static final int COLUMNS = 9;

  /// The registers of each block, with offsets inside the block.
  private static final Map<String, List<Register>> BLOCKS = read();

  private RegisterMap() {}

  /// Reads the table now, so that who asks first need not wait for it.
  @SuppressWarnings("EmptyMethod") // the class is read, and with it the table
  public static void load() {}

  /// The registers of a function by offset, whether or not their bytes were told.
  public static List<Register> of(ConfigSpace config, Capabilities capabilities) {
    var registers = new ArrayList<Register>(block("header", 0));
    HeaderType type =
        config.has(HEADER_TYPE, 1) ? HeaderType.of(config.u8(HEADER_TYPE)) : HeaderType.UNKNOWN;
    switch (type) {
      case GENERAL -> registers.addAll(block("header0", 0));
      case PCI_BRIDGE -> registers.addAll(block("header1", 0));
      case CARDBUS, UNKNOWN -> {}
    }
    addBars(registers, config, type);
    capabilities.all().forEach(capability -> registers.addAll(of(capability)));
    registers.sort(Comparator.comparing(Register::offset));
    return List.copyOf(registers);
  }

  private static List<Register> of(Capability capability) {
    int at = capability.offset();
    var registers =
        new ArrayList<>(block(at < ConfigSpace.CONVENTIONAL_SIZE ? "standard" : "extended", at));
    registers.addAll(
        switch (capability) {
          case PciExpress _ -> block("express", at);
          case AccessControlServices _ -> block("acs", at);
          case AlternativeRoutingId _ -> block("ari", at);
          case SingleRootIov _ -> block("sriov", at);
          case UnknownCapability _ -> List.of();
        });
    return registers;
  }

  private static void addBars(List<Register> registers, ConfigSpace config, HeaderType type) {
    boolean upperHalf = false;
    for (int index = 0; index < type.barCount(); index++) {
      int offset = FIRST_BAR + DWORD * index;
      int low = config.has(offset, DWORD) ? config.u32(offset) : 0;
      registers.add(
          new Register(
              "BAR " + index,
              offset,
              DWORD,
              upperHalf ? List.of(bits(31, 0, "Address", "bits 63:32")) : barFields(low)));
      upperHalf = !upperHalf && (low & 7) == 4;
    }
  }

  /// The bits of a BAR (PCI 3.0, 6.2.5.1).
  private static List<BitField> barFields(int low) {
    var space = new BitField(0, 0, "Space", "what it decodes", Map.of(0, "memory", 1, "I/O"));
    if ((low & 1) != 0) {
      return List.of(space, bits(31, 2, "Address", "bits 31:2"));
    }
    var type =
        new BitField(
            2, 1, "Type", "how wide", Map.of(0, "32-bit", 1, "low 1M", 2, "64-bit", 3, "reserved"));
    return List.of(
        space,
        type,
        bits(3, 3, "Prefetch", "reading has no side effects"),
        bits(31, 4, "Address", "bits 31:4"));
  }

  private static BitField bits(int high, int low, String name, String meaning) {
    return new BitField(high, low, name, meaning, Map.of());
  }

  private static List<Register> block(String name, int at) {
    return BLOCKS.getOrDefault(name, List.of()).stream()
        .map(it -> new Register(it.name(), at + it.offset(), it.length(), it.fields()))
        .toList();
  }

  private static Map<String, List<Register>> read() {
    Map<String, Map<String, Register>> blocks = new LinkedHashMap<>();
    for (Row row : DataTable.read(RegisterMap.class, "registers.tsv", COLUMNS)) {
      int offset = Integer.parseInt(row.at(2), 16);
      int length = Integer.parseInt(row.at(3));
      Register alone = new Register(row.at(1), offset, length, List.of(field(row)));
      blocks
          .computeIfAbsent(row.at(0), _ -> new LinkedHashMap<>())
          .merge(row.at(2), alone, RegisterMap::join);
    }
    Map<String, List<Register>> registers = new LinkedHashMap<>();
    blocks.forEach((name, found) -> registers.put(name, listed(found.values())));
    return Map.copyOf(registers);
  }

  private static List<Register> listed(Collection<Register> registers) {
    return List.copyOf(registers);
  }

  private static Register join(Register one, Register other) {
    var fields = new ArrayList<>(one.fields());
    fields.addAll(other.fields());
    return new Register(one.name(), one.offset(), one.length(), fields);
  }

  private static BitField field(Row row) {
    String[] bits = row.at(4).split(":", 2);
    int high = Integer.parseInt(bits[0]);
    int low = bits.length == 1 ? high : Integer.parseInt(bits[1]);
    return new BitField(high, low, row.at(5), row.at(6), words(row.at(7)));
  }

  private static Map<Integer, String> words(String text) {
    Map<Integer, String> words = new LinkedHashMap<>();
    if (!text.equals("-")) {
      for (String each : text.split(";", -1)) {
        String[] pair = each.split("=", 2);
        words.put(Integer.valueOf(pair[0]), pair[1]);
      }
    }
    return words;
  }
}
