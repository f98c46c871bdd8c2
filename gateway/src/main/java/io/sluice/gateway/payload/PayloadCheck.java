package io.sluice.gateway.payload;

/** Whether a body, no longer compressed, is a well-formed document of its kind. */
public final class PayloadCheck {

  private PayloadCheck() {}

  /** Never fails, whatever the bytes are; reads them once and builds no tree. */
  public static PayloadVerdict check(BodyForm form, byte[] body) {
    return switch (form) {
      case ANY -> new PayloadVerdict.Sound();
      case JSON -> JsonText.check(body);
      case FORM -> FormFields.check(body);
      case XML -> XmlText.check(body);
    };
  }
}
