package io.peerscope.engine.edit;

import io.peerscope.engine.config.BridgeBuses;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.engine.edit.PartFunction.PartBar;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/// Writes the configuration space of a part as it is after reset: the header and the capabilities
/// that the catalogue names, up to where there is nothing more. What the catalogue does not tell,
/// such as atomic operations, is left out.
final class NewRegisters {

  private static final int CONVENTIONAL = 0x40;
  private static final int DEVICE_CAPABILITIES_2 = NewFunction.EXPRESS + 0x24;
  private static final int EXTENDED_END = 0x180;
  private static final int STATUS = 0x06;
  private static final int CAPABILITY_LIST = 0x10;
  private static final int LIST_POINTER = 0x34;
  private static final int ACS_ID = 0x0001_000d;
  private static final int SRIOV_ID = 0x0001_0010;

  private final ByteBuffer bytes;

  private NewRegisters(int length) {
    this.bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }

  static ConfigSpace of(PartFunction part, Optional<BridgeBuses> buses, boolean multiFunction) {
    boolean express = NewFunction.portType(part.kind()).isPresent();
    var registers = new NewRegisters(express ? EXTENDED_END : CONVENTIONAL);
    registers.header(part, buses, multiFunction);
    if (express) {
      registers.express(part);
      registers.extended(part);
    }
    return registers.toConfigSpace(part);
  }

  private ConfigSpace toConfigSpace(PartFunction part) {
    byte[] content = bytes.array();
    int[] lines = new int[content.length / 16];
    Arrays.fill(lines, part.row().line());
    if (part.id().isEmpty()) {
      lines[0] = 0;
    }
    if (content.length > CONVENTIONAL) {
      lines[DEVICE_CAPABILITIES_2 / 16] = 0;
    }
    return ConfigSpace.takeOver(content, lines);
  }

  private void header(PartFunction part, Optional<BridgeBuses> buses, boolean multiFunction) {
    part.id().ifPresent(id -> bytes.putInt(0, (id.vendor() & 0xffff) | id.device() << 16));
    part.classCode()
        .ifPresent(code -> bytes.putInt(8, code.baseAndSub() << 16 | code.progIf().orElse(0) << 8));
    bytes.putShort(4, (short) 6);
    bytes.put(0x0e, (byte) ((buses.isPresent() ? 1 : 0) | (multiFunction ? 0x80 : 0)));
    part.bars().forEach(this::bar);
    buses.ifPresent(this::bridge);
  }

  private void bar(PartBar bar) {
    int type =
        switch (bar.kind()) {
          case IO -> 1;
          case MEMORY_64 -> 4;
          case MEMORY_LOW_1M -> 2;
          case MEMORY_32, MEMORY_RESERVED -> 0;
        };
    bytes.putInt(0x10 + 4 * bar.index(), type | (bar.prefetchable() ? 8 : 0));
  }

  private void bridge(BridgeBuses buses) {
    bytes.putInt(0x18, buses.primary() | buses.secondary() << 8 | buses.subordinate() << 16);
    bytes.putInt(0x1c, 0x00f0);
    bytes.putInt(0x20, 0xfff0);
    bytes.putInt(0x24, 0x1_fff1);
  }

  private void express(PartFunction part) {
    int at = NewFunction.EXPRESS;
    int type =
        switch (NewFunction.portType(part.kind()).orElseThrow()) {
          case ENDPOINT -> 0;
          case LEGACY_ENDPOINT -> 1;
          case ROOT_PORT -> 4;
          case UPSTREAM_PORT -> 5;
          case DOWNSTREAM_PORT -> 6;
          case PCIE_TO_PCI_BRIDGE -> 7;
          case PCI_TO_PCIE_BRIDGE -> 8;
          case RC_INTEGRATED_ENDPOINT -> 9;
          case RC_EVENT_COLLECTOR -> 0xa;
        };
    bytes.putShort(STATUS, (short) CAPABILITY_LIST);
    bytes.put(LIST_POINTER, (byte) at);
    bytes.putInt(at, 0x10 | (2 | type << 4 | (part.slot() ? 0x100 : 0)) << 16);
    part.link()
        .flatMap(Registers::linkBits)
        .ifPresent(bits -> {
          bytes.putInt(at + 0x0c, bits);
          bytes.putShort(at + 0x12, bits.shortValue());
        });
  }

  private void extended(PartFunction part) {
    int at = NewFunction.FIRST_EXTENDED;
    if (part.acs().isPresent()) {
      int next = part.virtualFunctions().isPresent() ? at + 0x40 : 0;
      bytes.putInt(at, ACS_ID | next << 20);
      bytes.putInt(at + 4, part.acs().getAsInt());
      at += 0x40;
    }
    int sriov = at;
    part.virtualFunctions()
        .ifPresent(virtual -> {
          bytes.putInt(sriov, SRIOV_ID);
          bytes.putInt(sriov + 0x0c, virtual.total() | virtual.total() << 16);
          bytes.putInt(sriov + 0x14, virtual.offset() | virtual.stride() << 16);
          bytes.putInt(sriov + 0x18, virtual.device() << 16);
        });
  }
}
