<#import "template.ftl" as layout>
<#import "parts.ftl" as parts>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("countersignPasskeySetUp")}
  <#elseif section = "form">
    <p class="lead">${msg("countersignPasskeySetUpMore")}</p>
    <noscript><p class="msg error">${msg("countersignNeedsScript")}</p></noscript>
    <form id="register" action="${url.loginAction}" method="post" data-passkey="make" data-challenge="${challenge}" data-user="${userid}"
          data-username="${username}" data-algorithms="<#list signatureAlgorithms as algorithm>${algorithm?c}<#sep>,</#list>"
          data-rp="${rpId}" data-rp-name="${rpEntityName}" data-attestation="${attestationConveyancePreference}"
          data-attachment="${authenticatorAttachment}" data-resident="${residentKey}" data-verification="${userVerificationRequirement}"
          data-timeout="${createTimeout?c}" data-excluded="${excludeCredentialIds}" data-unsupported="${msg("countersignPasskeyUnsupported")}">
      <#list ["clientDataJSON", "attestationObject", "publicKeyCredentialId", "transports", "authenticatorAttachment", "error"] as name><input type="hidden" name="${name}"></#list>
      <div class="f">
        <label for="authenticatorLabel">${msg("countersignPasskeyName")}</label>
        <input class="in" id="authenticatorLabel" name="authenticatorLabel" maxlength="60" value="${msg("countersignPasskeyDefault")}" autocomplete="off">
      </div>
      <@parts.otherDevices/>
      <button class="btn p w" id="registerWebAuthn" type="submit">${msg("countersignPasskeyMake")}</button>
    </form>
    <#if !isSetRetry?has_content && isAppInitiatedAction?has_content>
      <form action="${url.loginAction}" id="kc-webauthn-settings-form" class="more" method="post"><@parts.cancel/></form>
    </#if>
  </#if>
</@layout.registrationLayout>
