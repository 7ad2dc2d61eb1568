<#import "template.ftl" as layout>
<#import "parts.ftl" as parts>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('totp','userLabel'); section>
  <#if section = "header">
    ${msg("countersignOtpSetUp")}
  <#elseif section = "form">
    <ol class="steps" id="kc-totp-settings">
      <li>${msg("countersignOtpStep1")}</li>
      <#if mode?? && mode = "manual">
        <li>
          <p>${msg("countersignOtpStep2Manual")}</p>
          <p><code id="kc-totp-secret-key">${totp.totpSecretEncoded}</code></p>
          <p class="hint">${msg("countersignOtpKind", totp.policy.getAlgorithmKey(), totp.policy.digits?c, totp.policy.period?c)}</p>
          <p><a href="${totp.qrUrl}" id="mode-barcode">${msg("countersignOtpScan")}</a></p>
        </li>
      <#else>
        <li>
          <p>${msg("countersignOtpStep2")}</p>
          <img class="qr" id="kc-totp-secret-qr-code" src="data:image/png;base64, ${totp.totpSecretQrCode}" alt="${msg("countersignOtpPicture")}" width="200" height="200">
          <p><a href="${totp.manualUrl}" id="mode-manual">${msg("countersignOtpType")}</a></p>
        </li>
      </#if>
      <li>${msg("countersignOtpStep3")}</li>
    </ol>
    <form id="kc-totp-settings-form" action="${url.loginAction}" method="post">
      <@parts.field id="totp" label=msg("countersignOtp") autocomplete="one-time-code" mode="numeric"/>
      <@parts.field id="userLabel" label=msg("countersignOtpName") more=msg("countersignOtpNameMore")/>
      <input type="hidden" id="totpSecret" name="totpSecret" value="${totp.totpSecret}">
      <#if mode??><input type="hidden" id="mode" name="mode" value="${mode}"></#if>
      <@parts.otherDevices/>
      <div class="stack">
        <button class="btn p w" id="saveTOTPBtn" type="submit">${msg("countersignSetUp")}</button>
        <@parts.cancel/>
      </div>
    </form>
  </#if>
</@layout.registrationLayout>
