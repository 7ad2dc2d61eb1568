<#import "template.ftl" as layout>
<#import "parts.ftl" as parts>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('username'); section>
  <#if section = "header">
    ${msg("countersignSignIn")}
  <#elseif section = "form">
    <p class="lead">${msg("countersignSignInMore")}</p>
    <form id="kc-form-login" action="${url.loginAction}" method="post">
      <@parts.field id="username" label=msg("countersignName") value=(attempted!"") autocomplete="username webauthn" focus=true/>
      <#if realm.rememberMe>
        <label class="check"><input id="rememberMe" name="rememberMe" type="checkbox"<#if rememberChosen!false> checked</#if>> <span>${msg("countersignRemember")}<small>${msg("countersignRememberMore")}</small></span></label>
      </#if>
      <button class="btn p w" id="kc-login" type="submit" name="do" value="continue">${msg("countersignContinue")}</button>
      <p class="or">${msg("countersignOr")}</p>
      <div class="stack">
        <button class="btn w" id="mail-code" type="submit" name="do" value="mail"><svg class="i" viewBox="0 0 16 16" aria-hidden="true"><path d="M2 3.500h12v9H2zM2 4l6 5 6-5"/></svg>${msg("countersignMailMe")}</button>
        <button class="btn w" id="passkey" type="submit" name="do" value="passkey" formnovalidate><svg class="i" viewBox="0 0 16 16" aria-hidden="true"><path d="M4 12c.8-1.500 1-3 1-4.500a3 3 0 016 0c0 2-.2 4-1 6M8 7.500c0 2.500-.4 4.500-1.400 6M2.800 9.500c.2-.7.200-1.300.200-2a5 5 0 0110 0c0 1 0 2-.2 3"/></svg>${msg("countersignUsePasskey")}</button>
      </div>
    </form>
  </#if>
</@layout.registrationLayout>
