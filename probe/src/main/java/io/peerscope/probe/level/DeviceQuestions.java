package io.peerscope.probe.level;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.ConfigSpace;
import io.peerscope.probe.kernel.Answer;
import io.peerscope.probe.kernel.ErrnoTable;
import io.peerscope.probe.kernel.Ioctl;
import io.peerscope.probe.kernel.Level;
import io.peerscope.probe.kernel.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Level F: what an open device tells of itself. The same for both ways to open one.
///
/// @param address the device
/// @param device its descriptor
record DeviceQuestions(Session session, PciAddress address, Handle device) {

  private static final Struct INFO = Struct.named("device_info");
  private static final Struct REGION = Struct.named("region_info");
  private static final Struct IRQ = Struct.named("irq_info");
  private static final Struct FEATURE = Struct.named("device_feature");
  private static final int RESET = 1;
  private static final int DMA_BUF_PROBE = 0x5_0000 | 11;
  private static final List<String> IRQS = List.of("INTx", "MSI", "MSI-X", "ERR", "REQ");

  /// Asks everything; gives the regions.
  List<Region> ask() {
    askDevice();
    List<Region> regions = askRegions();
    askInterrupts();
    askDmaBuf();
    regions.stream()
        .filter(region -> region.index() == Region.CONFIG)
        .findFirst()
        .ifPresent(this::readConfig);
    return regions;
  }

  private void learn(String name, String value, Ioctl source) {
    session
        .notes()
        .learn(Level.F, address.toString(), name, value, source.spelling() + " on " + device);
  }

  private void askDevice() {
    byte[] block = INFO.block();
    if (session.ask(device, Ioctl.DEVICE_GET_INFO, block).isOk()) {
      learn(
          "device",
          "%d regions, %d kinds of interrupts, %s"
              .formatted(
                  INFO.get(block, "num_regions"),
                  INFO.get(block, "num_irqs"),
                  (INFO.get(block, "flags") & RESET) != 0 ? "can be reset" : "cannot be reset"),
          Ioctl.DEVICE_GET_INFO);
    }
  }

  private List<Region> askRegions() {
    var regions = new ArrayList<Region>();
    for (int index = 0; index < Region.STANDARD; index++) {
      byte[] first = REGION.block();
      REGION.put(first, "index", index);
      String name = Region.name(index);
      Optional<byte[]> block =
          session.askWhole(device, Ioctl.DEVICE_GET_REGION_INFO, REGION, first, name);
      if (block.isPresent()) {
        Region region = Region.of(index, block.get());
        regions.add(region);
        learn(name, region.toString(), Ioctl.DEVICE_GET_REGION_INFO);
      }
    }
    return List.copyOf(regions);
  }

  private void askInterrupts() {
    for (int index = 0; index < IRQS.size(); index++) {
      byte[] block = IRQ.block();
      IRQ.put(block, "index", index);
      if (session.ask(device, Ioctl.DEVICE_GET_IRQ_INFO, block, IRQS.get(index)).isOk()) {
        learn(
            "interrupts " + IRQS.get(index),
            Long.toString(IRQ.get(block, "count")),
            Ioctl.DEVICE_GET_IRQ_INFO);
      }
    }
  }

  /// Whether dma-bufs of BARs can be exported. `PROBE` asks and makes none.
  private void askDmaBuf() {
    byte[] block = FEATURE.block();
    FEATURE.put(block, "flags", DMA_BUF_PROBE);
    Answer answer = session.ask(device, Ioctl.DEVICE_FEATURE, block, "dma-buf");
    learn(
        "dma-buf export of BARs",
        answer.isOk()
            ? "offered"
            : "not offered (%s)"
                .formatted(ErrnoTable.explain(Ioctl.DEVICE_FEATURE, answer.errno()).name()),
        Ioctl.DEVICE_FEATURE);
  }

  /// Exactly as many bytes as the region is said to have: beyond it the kernel gives an error, not
  /// less.
  private void readConfig(Region config) {
    boolean sane =
        config.size() >= ConfigSpace.HEADER_SIZE && config.size() <= ConfigSpace.EXTENDED_SIZE;
    if (!sane) {
      session
          .notes()
          .say(
              "%s: the kernel tells a configuration space of %s bytes; it is not read"
                  .formatted(address, Long.toUnsignedString(config.size())));
      return;
    }
    byte[] bytes = new byte[(int) config.size()];
    Answer answer = session.readConfig(device, config.offset(), bytes);
    if (!answer.isOk()) {
      return;
    }
    int count = Math.clamp(answer.value(), 0, bytes.length);
    session.notes().keepConfig(address, bytes, count);
    session
        .notes()
        .learn(
            Level.F,
            address.toString(),
            "configuration space",
            count + " bytes",
            "pread on " + device);
  }
}
