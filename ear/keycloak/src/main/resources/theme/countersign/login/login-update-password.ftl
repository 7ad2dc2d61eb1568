<#import "template.ftl" as layout>
<#import "parts.ftl" as parts>
<@layout.registrationLayout displayMessage=!messagesPerField.existsError('password','password-confirm'); section>
  <#if section = "header">
    ${msg("countersignPasswordNew")}
  <#elseif section = "form">
    <form id="kc-passwd-update-form" action="${url.loginAction}" method="post">
      <@parts.secret id="password-new" error="password" label=msg("passwordNew") autocomplete="new-password" focus=true more=msg("countersignPasswordRule")/>
      <@parts.secret id="password-confirm" label=msg("passwordConfirm") autocomplete="new-password"/>
      <@parts.otherDevices/>
      <div class="stack">
        <button class="btn p w" id="kc-login" name="login" type="submit">${msg("countersignPasswordSave")}</button>
        <@parts.cancel/>
      </div>
    </form>
  </#if>
</@layout.registrationLayout>
