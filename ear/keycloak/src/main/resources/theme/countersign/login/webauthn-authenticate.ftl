<#import "template.ftl" as layout>
<#import "parts.ftl" as parts>
<@layout.registrationLayout; section>
  <#if section = "header">
    ${msg("countersignPasskeyTitle")}
  <#elseif section = "form">
    <p class="lead">${msg("countersignPasskeyMore")}</p>
    <noscript><p class="msg error">${msg("countersignNeedsScript")}</p></noscript>
    <form id="webauth" action="${url.loginAction}" method="post" data-passkey="use" data-challenge="${challenge}" data-rp="${rpId}"
          data-verification="${userVerification}" data-timeout="${createTimeout?c}" data-unsupported="${msg("countersignPasskeyUnsupported")}">
      <#list ["clientDataJSON", "authenticatorData", "signature", "credentialId", "userHandle", "error"] as name><input type="hidden" name="${name}"></#list>
      <#if (isUserIdentified!"") = "true" && authenticators??>
        <#list authenticators.authenticators as authenticator><input type="hidden" data-allowed value="${authenticator.credentialId}"></#list>
      </#if>
      <button class="btn p w" id="authenticateWebAuthnButton" type="submit">${msg("countersignUsePasskey")}</button>
    </form>
    <#if (alternatives!"") = "stranger">
      <form action="${url.loginAction}" method="post">
        <p class="links"><button class="link" name="do" value="other-name">${msg("countersignOtherWay")}</button></p>
      </form>
    <#else>
      <@parts.others passkey=false/>
    </#if>
  </#if>
</@layout.registrationLayout>
