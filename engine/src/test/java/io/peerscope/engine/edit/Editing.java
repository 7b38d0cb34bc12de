package io.peerscope.engine.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.address.PciBus;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A person at the editor: makes one edit after the other and expects each to be made.
final class Editing {

  private Platform platform;
  private final List<Finding> findings = new ArrayList<>();
  private EditResult.Applied last;

  private Editing(Platform platform) {
    this.platform = platform;
    this.last = EditResult.Applied.of(platform, "open");
  }

  static Editing aBlankPage() {
    return on(Platform.of(Topology.empty()));
  }

  static Editing on(Platform platform) {
    return new Editing(platform);
  }

  static Part part(String key) {
    return Part.named(key).orElseThrow();
  }

  static PciAddress at(String address) {
    return PciAddress.parse(address).orElseThrow();
  }

  static PciBus bus(int number) {
    return new PciBus(0, number);
  }

  static Place below(String address) {
    return new Place.Below(at(address));
  }

  Platform platform() {
    return platform;
  }

  /// The findings of all edits.
  List<Finding> findings() {
    return findings;
  }

  EditResult.Applied last() {
    return last;
  }

  /// The first function that the last edit added.
  PciAddress added() {
    return last.added().getFirst();
  }

  Editing make(PlatformEdit edit) {
    EditResult result = edit.applyTo(platform);
    assertThat(result).as(edit.toString()).isInstanceOf(EditResult.Applied.class);
    last = (EditResult.Applied) result;
    platform = last.platform();
    findings.addAll(last.findings());
    return this;
  }

  /// The sentence that an edit is refused with.
  String refusalOf(PlatformEdit edit) {
    EditResult result = edit.applyTo(platform);
    assertThat(result).as(edit.toString()).isInstanceOf(EditResult.Rejected.class);
    return ((EditResult.Rejected) result).reason();
  }

  Editing socket(int bus) {
    return make(new AddHostBridge(Optional.of(bus(bus)), part("intel-xeon")));
  }

  Editing rootPort(int bus, int device) {
    return make(
        new AddRootPort(bus(bus), part("root-port-gen5"), Optional.of(device), Reserve.NONE));
  }

  Editing add(String part, String below) {
    return make(new AddPart(below(below), part(part)));
  }

  Editing addSwitch(String below, int ports) {
    return make(new AddSwitch(below(below), part("switch-gen5"), ports));
  }
}
