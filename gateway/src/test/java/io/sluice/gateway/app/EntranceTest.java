package io.sluice.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.edge.Admission.Door;
import io.sluice.platform.ops.Readiness;
import org.junit.jupiter.api.Test;

class EntranceTest {

  private final Readiness readiness = new Readiness();
  private final Readiness.Gate gate = readiness.gate("kafka");
  private final Entrance entrance = new Entrance(readiness);

  @Test
  void opensWhenEverythingIsReadyOnceAndStaysOpenInTrouble() {
    assertThat(entrance.door()).isEqualTo(Door.STARTING);
    gate.open();
    assertThat(entrance.door()).isEqualTo(Door.OPEN);
    gate.close("away");
    assertThat(entrance.door()).isEqualTo(Door.OPEN);
  }

  @Test
  void leavesBeforeItStops() {
    gate.open();
    assertThat(entrance.leave()).isTrue();
    gate.close("stopping");
    assertThat(entrance.door()).isEqualTo(Door.LEAVING);
    entrance.stop();
    assertThat(entrance.door()).isEqualTo(Door.STOPPING);
  }

  @Test
  void whereNobodyWasEverLetInThereIsNobodyToTakeLeaveOf() {
    assertThat(entrance.leave()).isFalse();
    gate.open();
    assertThat(entrance.door()).as("not even when it gets ready now").isEqualTo(Door.STOPPING);
  }
}
