package io.peerscope.app.draw;

import io.peerscope.engine.address.PciAddress;
import io.peerscope.engine.config.AccessControlServices;
import io.peerscope.engine.edit.PlatformEdit;
import io.peerscope.engine.edit.SetAcsControl;
import io.peerscope.engine.fact.EditedByHand;
import io.peerscope.engine.fact.Fact;
import io.peerscope.engine.platform.Platform;
import io.peerscope.engine.topology.PciFunction;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Usual settings of the ACS Control register, as far as a port has the bits.
public enum AcsPreset {
  /// `pci_std_enable_acs`, Linux 6.1: Source Validation, P2P Request and Completion Redirect,
  /// Upstream Forwarding.
  LINUX("ACS as Linux sets it", "L", 0x1d),
  /// What is left of it with `pci=disable_acs_redir=`.
  WITHOUT_REDIRECT("ACS without redirect", "K", 0x11),
  OFF("ACS off", "0", 0);

  private final String label;
  private final String key;
  private final int word;

  AcsPreset(String label, String key, int word) {
    this.label = label;
    this.key = key;
    this.word = word;
  }

  /// The words for people.
  public String label() {
    return label;
  }

  public String key() {
    return key;
  }

  /// One edit for each of the functions that has the capability.
  public List<PlatformEdit> edits(Platform platform, Collection<PciAddress> functions) {
    return functions.stream()
        .flatMap(address -> platform.topology().find(address).stream())
        .flatMap(function -> edit(function).stream())
        .toList();
  }

  private Optional<PlatformEdit> edit(PciFunction function) {
    return function
        .capabilities()
        .acs()
        .ifKnown()
        .flatMap(found -> found)
        .map(AccessControlServices::supported)
        .flatMap(Fact::ifKnown)
        .map(bits ->
            new SetAcsControl(function.address(), Fact.known(word & bits, new EditedByHand())));
  }
}
